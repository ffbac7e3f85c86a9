// How much waits in the inbox, beside its line in the navigation.

import { sayCount, useInbox } from './use-inbox.js';

export function InboxBadge() {
  const { data } = useInbox();
  if (data === undefined) return null;
  const { dead_letters: deadLetters, unknown, clashes, blocked, unmatched, breakers } = data;
  const waiting = deadLetters + unknown + clashes + blocked + unmatched + breakers;
  if (waiting === 0) return null;
  return (
    <span className="mr-count mr-number" aria-label={`${waiting} need you`}>
      {sayCount(waiting)}
    </span>
  );
}
