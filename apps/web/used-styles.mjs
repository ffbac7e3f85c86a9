// Mantine's stylesheet without the components that no page uses: a component's rules come in with its name in a source.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const styles = fileURLToPath(new URL('../../node_modules/@mantine/core/styles', import.meta.url));
const ending = '.layer.css';
/** What others are made of, and what is no component. */
const always = [
  ...['baseline', 'default-css-variables', 'global', 'CloseButton', 'Combobox', 'InlineInput', 'Input', 'Loader', 'ModalBase', 'Overlay'],
  ...['Paper', 'Popover', 'ScrollArea', 'UnstyledButton', 'VisuallyHidden', 'Mark'],
];

function words(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return words(path);
    return entry.name.endsWith('.tsx') ? (readFileSync(path, 'utf8').match(/\b[A-Z]\w+/g) ?? []) : [];
  });
}

/** Without the layer around them, which the whole sheet has once. */
const rulesOf = (text) => text.slice(text.indexOf('{') + 1, text.lastIndexOf('}')).trim();

/** @returns {import('vite').Plugin} */
export function usedStyles(folder) {
  return {
    name: 'used-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('@mantine/core/styles.layer.css')) return undefined;
      const used = new Set([...always, ...words(folder)]);
      const unused = readdirSync(styles).filter((name) => name.endsWith(ending) && !used.has(name.slice(0, -ending.length)));
      return unused.reduce((rest, name) => rest.replace(rulesOf(readFileSync(join(styles, name), 'utf8')), ''), code);
    },
  };
}
