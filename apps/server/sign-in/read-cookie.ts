// The value of one cookie in a request's header, or null. Of two with one name none counts: someone put the second there.

export function readCookie(header: string | undefined, name: string, shape = /^[\w-]{20,100}$/): string | null {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 && shape.test(values[0]!) ? values[0]! : null;
}
