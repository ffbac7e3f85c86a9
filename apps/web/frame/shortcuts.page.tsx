// The sheet of keyboard shortcuts.

import { Kbd, Modal, Switch, Table } from '@mantine/core';
import { useNavigation } from './navigation.page.js';
import { useSingleKeysSetting } from './single-keys.js';

const shortcuts = [
  [['Ctrl', 'K'], 'Find a person, a deal, a page …'],
  [['/'], 'Search in this page'],
  [['['], 'Narrow or wide navigation'],
  [['L'], 'Light or dark'],
  [['↑', '↓', '←', '→'], 'On the board: from card to card'],
  [['M'], 'On the board: move the card to …'],
  [['U'], 'On the board: take the last move back'],
  [['?'], 'This sheet'],
] as const;

export function ShortcutsSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const lines = [...shortcuts, ...useNavigation().map(({ key, label }) => [['G', key.toUpperCase()], `To ${label}`] as const)];
  const [isOn, setOn] = useSingleKeysSetting();
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table>
        <Table.Tbody>
          {lines.map(([keys, does]) => (
            <Table.Tr key={does}>
              <Table.Td w={110}>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="sm"
        size="sm"
        label="Single keys are shortcuts"
        description="Turn it off where keys are hit by chance, or when you speak to your computer."
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </Modal>
  );
}
