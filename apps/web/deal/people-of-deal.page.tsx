// The people of a deal's account, the one whose fact opened it first.

import { Badge, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { personName } from '../people/people.page.js';

const most = 20;

export function PeopleOfDeal({ account, contact }: { readonly account: string; readonly contact: string | null }) {
  const people = useQuery({
    queryKey: ['people of', account, 'deal'],
    queryFn: () => get('/api/people', { account, limit: String(most) }),
  });
  if (people.isError) return <Text size="sm">{people.error.message}</Text>;
  if (people.isPending) return <Skeleton h={44} />;
  const rows = people.data.data.toSorted((a, b) => Number(b.id === contact) - Number(a.id === contact));
  if (rows.length === 0) return <Text size="sm">Nobody is known yet.</Text>;
  return (
    <ul className="mr-plain">
      {rows.map((person) => (
        <li key={person.id}>
          <LinkTo to="person" id={person.id}>
            {personName(person)}
          </LinkTo>{' '}
          {person.id === contact && (
            <Badge size="xs" variant="default">
              contact
            </Badge>
          )}
          <Text size="xs" className="mr-quiet mr-words">
            {person.email ?? '–'}
          </Text>
        </li>
      ))}
    </ul>
  );
}
