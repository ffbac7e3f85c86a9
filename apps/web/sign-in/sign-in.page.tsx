// Address and password, or a provider that says who somebody is.

import { Alert, Button, Card, Center, Divider, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { get, post } from '../api.client.js';
import { Refused } from '../parts/refused.page.js';
import { keepWayBack, takeWayBack, wayBack } from './way-back.js';

/** What came of the way to the provider and back. */
const problems: Readonly<Record<string, string>> = {
  provider: 'The provider cannot be reached, or is not set up right. The server’s log says more.',
  expired: 'That took too long, or began in another browser. Try again.',
  refused: 'The provider’s answer was refused. Try again; if it stays so, the server’s log says why.',
  unverified: 'The provider has not verified your address.',
  no_access: 'You have no access here. Ask an admin for an invitation.',
  too_many: 'Too many attempts. Try again in a quarter of an hour.',
};

export function SignInPage() {
  const { problem, to } = useSearch({ from: '/sign-in' });
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: () => get('/api/sign-in') });
  const provider = ways.data?.oidc;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { history } = useRouter();
  const queries = useQueryClient();
  const sign = useMutation({
    mutationFn: () => post('/api/sign-in', { email, password }),
    onSuccess: () => {
      queries.clear();
      takeWayBack();
      history.replace(wayBack(to));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    sign.mutate();
  };
  return (
    <Center mih="90dvh" p="md" component="main">
      <Card withBorder w="100%" maw={380} p="xl">
        <form onSubmit={send}>
          <Stack>
            <Title order={1} size="h3">
              Sign in to Millrace
            </Title>
            {problem !== undefined && !sign.isError && (
              <Alert color="red" variant="light" role="alert">
                {problems[problem] ?? 'That did not work. Try again.'}
              </Alert>
            )}
            <Refused error={sign.error} />
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
            <Button type="submit" loading={sign.isPending}>
              Sign in
            </Button>
            {provider != null && (
              <>
                <Divider label={<span className="mr-quiet">or</span>} />
                <Button variant="default" component="a" href="/api/sign-in/oidc" onClick={() => keepWayBack(to)}>
                  Sign in with {provider.name}
                </Button>
              </>
            )}
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
