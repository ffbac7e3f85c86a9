// Our sources import each other with `.js`, as Node wants them; while tests run, that file is the `.ts` beside it.
// Only our own files are mapped: packages that ship both must keep their own `.js`.
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

module.exports = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules')) {
    const source = resolve(options.basedir, `${request.slice(0, -3)}.ts`);
    if (existsSync(source)) return source;
  }
  return options.defaultResolver(request, options);
};
