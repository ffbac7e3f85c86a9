// Shortcuts of a single key. Who speaks to the computer, or hits keys by chance, turns them off in the sheet of shortcuts (WCAG 2.1.4).

import { type HotkeyItem, useHotkeys, useLocalStorage } from '@mantine/hooks';

export function useSingleKeysSetting() {
  return useLocalStorage({ key: 'millrace:single-keys', defaultValue: true, getInitialValueInEffect: false });
}

/** Not while somebody writes. */
export function useSingleKeys(keys: HotkeyItem[]): void {
  const [isOn] = useSingleKeysSetting();
  useHotkeys(isOn ? keys : []);
}
