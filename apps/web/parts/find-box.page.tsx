// A search that waits until somebody has stopped typing; `/` leads to it.

import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { useSingleKeys } from '../frame/single-keys.js';

export function FindBox({
  label,
  value,
  onFind,
}: {
  readonly label: string;
  readonly value: string;
  readonly onFind: (text: string) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const find = useDebouncedCallback(onFind, 250);
  useSingleKeys([['/', () => box.current?.focus()]]);
  return (
    <TextInput
      ref={box}
      size="xs"
      w={260}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        find(event.currentTarget.value);
      }}
    />
  );
}
