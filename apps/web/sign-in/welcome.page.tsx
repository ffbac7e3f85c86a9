// Where a link leads that works once: it stands behind the # and so reaches no log. The demo's signs in at a click.

import { Alert, Button, Card, Center, Loader, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { get, post, Problem } from '../api.client.js';
import { Refused } from '../parts/refused.page.js';

const titles = { first_admin: 'Welcome. You will be the admin.', invitation: 'You are invited', demo: 'Look around the demo' } as const;

export function WelcomePage() {
  const [token] = useState(() => location.hash.slice(1));
  const [given, setGiven] = useState({ email: '', name: '', password: '' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const link = useQuery({ queryKey: ['link', token], queryFn: () => post('/api/sign-in/link', { token }), retry: false });
  // A used link of somebody who is signed in leads to the deals.
  const me = useQuery({ queryKey: ['me'], queryFn: () => get('/api/me'), enabled: link.isError, retry: false });
  const go = async () => {
    queries.clear();
    await navigate({ to: '/deals', search: {} });
  };
  const accept = useMutation({
    mutationFn: () => post('/api/sign-in/accept', link.data?.purpose === 'demo' ? { token } : { ...given, token }),
    onSuccess: go,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  const fields = accept.error instanceof Problem ? accept.error.fields : {};
  const field = (name: 'email' | 'name' | 'password') => ({
    value: given[name],
    error: fields[name],
    onChange: (e: { currentTarget: { value: string } }) => {
      const { value } = e.currentTarget;
      setGiven((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <Center mih="90dvh" p="md" component="main">
      <Card withBorder w="100%" maw={420} p="xl">
        {link.isPending && <Loader aria-label="Reading the link" />}
        {link.isError && (
          <Stack>
            <Title order={1} size="h3">
              This link does not work
            </Title>
            <Text>{link.error.message}</Text>
            <Button onClick={() => void navigate(me.isSuccess ? { to: '/deals', search: {} } : { to: '/sign-in', search: {} })}>
              {me.isSuccess ? 'You are signed in: to the deals' : 'Sign in'}
            </Button>
          </Stack>
        )}
        {link.isSuccess && (
          <form onSubmit={send}>
            <Stack>
              <Title order={1} size="h3">
                {titles[link.data.purpose]}
              </Title>
              <Refused error={Object.keys(fields).length === 0 ? accept.error : null} />
              {link.data.purpose !== 'demo' && (
                <>
                  {link.data.email === null ? (
                    <TextInput label="E-mail" type="email" autoComplete="username" required {...field('email')} />
                  ) : (
                    <Text>{link.data.email}</Text>
                  )}
                  <TextInput label="Name" autoComplete="name" required {...field('name')} />
                  <PasswordInput
                    label="Password"
                    description="At least 12 characters; a few words make a good one."
                    autoComplete="new-password"
                    required
                    {...field('password')}
                  />
                </>
              )}
              <Button type="submit" loading={accept.isPending}>
                {link.data.purpose === 'demo' ? 'Sign in to the demo' : 'Make my account'}
              </Button>
            </Stack>
          </form>
        )}
      </Card>
    </Center>
  );
}
