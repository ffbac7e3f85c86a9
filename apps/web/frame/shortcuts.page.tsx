// The sheet of keyboard shortcuts.

import { Kbd, Modal, Table } from '@mantine/core';
import { useNavigation } from './navigation.page.js';

const shortcuts = [
  [['Ctrl', 'K'], 'Find a person, a deal, a page …'],
  [['/'], 'Search in this page'],
  [['['], 'Narrow or wide navigation'],
  [['L'], 'Light or dark'],
  [['?'], 'This sheet'],
] as const;

export function ShortcutsSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const lines = [...shortcuts, ...useNavigation().map(({ key, label }) => [['G', key.toUpperCase()], `To ${label}`] as const)];
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
    </Modal>
  );
}
