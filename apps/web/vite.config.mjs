// The pages, built to dist/web; the server hands them out.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { usedStyles } from './used-styles.mjs';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  logLevel: 'error',
  plugins: [usedStyles(fileURLToPath(new URL('.', import.meta.url)))],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
});
