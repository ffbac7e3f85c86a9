// The pages begin here: styles' nonce, theme, data, addresses.

import '@mantine/core/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { Problem } from './api.client.js';
import { theme } from './look.js';
import { router } from './router.js';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')!.content;
// What locks scrolling behind a dialog makes its style by itself, and asks for the nonce by this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

/** Whose session has ended, here or elsewhere, is led to sign in by whatever is answered first. */
const onError = (error: Error) => {
  const me = queries.getQueryState(['me']);
  if (error instanceof Problem && error.status === 401 && me?.status === 'success') void queries.invalidateQueries({ queryKey: ['me'] });
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (count, error) => count < 3 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
);
