// Why a lead came to whom it came: who was considered, at which level of the ledger, and what spoke against them.
import { useWorkspace } from '../frame/use-session.js';

import { Text } from '@mantine/core';

interface Why {
  readonly reason: string;
  readonly considered: readonly { readonly rep: string; readonly level?: number; readonly load?: number; readonly skipped?: string }[];
}

const reasons: Readonly<Record<string, string>> = {
  turn: 'It was your turn',
  keeps_owner: 'Its account was yours already',
  known_account: 'It belongs to an account of yours',
  fallback: 'Nobody else was left, and you are the fallback',
  named: 'The routing names you',
  nobody: 'The routing gives it to nobody',
};

export function Considered({ why }: { readonly why: Why | null }) {
  const workspace = useWorkspace();
  if (why === null || typeof why.reason !== 'string') return null;
  const nameOf = (key: string) => workspace.data?.reps.find((rep) => rep.key === key)?.name ?? key;
  return (
    <details className="mr-why">
      <summary>Why you?</summary>
      <Text size="xs" component="div">
        {reasons[why.reason] ?? why.reason}.
        <ul className="mr-plain">
          {(why.considered ?? []).map(({ rep, level, load, skipped }) => (
            <li key={rep}>
              {nameOf(rep)}
              {level === undefined ? '' : ` · level ${level.toLocaleString(undefined, { maximumFractionDigits: 2 })}`}
              {load === undefined ? '' : ` · ${load.toLocaleString()} open`}
              {skipped === undefined ? '' : ` · passed over: ${skipped.replaceAll('_', ' ')}`}
            </li>
          ))}
        </ul>
      </Text>
    </details>
  );
}
