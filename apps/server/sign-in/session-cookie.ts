// The cookie of a session: no script reads it, no other site's form sends it.

export const cookieName = 'millrace_session';
const twoWeeks = 14 * 24 * 3600;

export function sessionCookie(token: string, isHttps: boolean): string {
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${twoWeeks}${isHttps ? '; Secure' : ''}`;
}

export const clearCookie = `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
