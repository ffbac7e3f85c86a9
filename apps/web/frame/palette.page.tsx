// The command palette: pages, and the deals of the board.

import { Spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useBoard } from '../board/use-board.js';
import { sayName } from '../words.js';
import { useNavigation } from './navigation.page.js';

export function Palette() {
  const navigate = useNavigate();
  const { cards } = useBoard(undefined);
  return (
    <Spotlight
      shortcut="mod+K"
      limit={12}
      scrollable
      maxHeight={420}
      nothingFound="Nothing is called like that."
      searchProps={{ placeholder: 'Find a deal, an account or a page', 'aria-label': 'Find a deal, an account or a page' }}
      actions={[
        ...useNavigation().map(({ to, label }) => ({ id: to, label, description: 'Page', onClick: () => void navigate({ to }) })),
        ...cards.map((card) => ({
          id: card.id,
          label: card.name,
          description: sayName(card.stage),
          keywords: [card.domain ?? '', card.account ?? ''],
          onClick: () => void navigate({ to: '/deals/$id', params: { id: card.id } }),
        })),
      ]}
    />
  );
}
