// Whom something is about: account, person, deal, each a link.

import { Text } from '@mantine/core';
import { LinkTo } from '../parts/link-to.page.js';

interface Of {
  readonly account_id: string | null;
  readonly account: string | null;
  readonly person_id: string | null;
  readonly person: string | null;
  readonly deal_id?: string | null;
}

export function About({ of }: { readonly of: Of }) {
  return (
    <Text size="xs" className="mr-quiet mr-dots" component="div">
      {of.account_id !== null && (
        <span>
          <LinkTo to="account" id={of.account_id}>
            {of.account ?? `Account ${of.account_id}`}
          </LinkTo>
        </span>
      )}
      {of.person_id !== null && (
        <span>
          <LinkTo to="person" id={of.person_id}>
            {of.person ?? `Visitor ${of.person_id}`}
          </LinkTo>
        </span>
      )}
      {of.deal_id != null && (
        <span>
          <LinkTo to="deal" id={of.deal_id}>
            deal
          </LinkTo>
        </span>
      )}
    </Text>
  );
}
