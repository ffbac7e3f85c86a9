// Address and password.

import { Button, Card, Center, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { post } from '../api.client.js';
import { Refused } from '../parts/refused.page.js';

export function SignInPage() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const sign = useMutation({
    mutationFn: () => post('/api/sign-in', { email, password }),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/deals', search: {} });
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
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
