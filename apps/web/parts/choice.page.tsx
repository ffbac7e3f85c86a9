// A few ways to look at something, one of which holds.

import { Button } from '@mantine/core';

export function Choice({
  label,
  of,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly of: readonly (readonly [value: string, name: string])[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}) {
  return (
    <div role="group" aria-label={label} className="mr-choice">
      {of.map(([one, name]) => (
        <Button
          key={one}
          size="compact-sm"
          variant={one === value ? 'filled' : 'default'}
          aria-pressed={one === value}
          onClick={() => onChoose(one)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
