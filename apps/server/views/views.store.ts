// A user's saved views: a page with its filters, under a name. Nobody sees another's.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface SavedView {
  readonly id: string;
  readonly page: string;
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
}

export const mostViews = 200;

@Injectable()
export class ViewsStore {
  constructor(private readonly database: DataSource) {}

  list(user: string): Promise<SavedView[]> {
    return this.database.query('select id, page, name, search from saved_view where user_id = $1 order by page, lower(name), id', [user]);
  }

  /** A view of that name is replaced. @returns null: the user has as many as fit */
  async save(user: string, { page, name, search }: Omit<SavedView, 'id'>): Promise<SavedView | null> {
    const [saved]: SavedView[] = await this.database.query(
      `insert into saved_view (user_id, page, name, search)
       select $1, $2, $3, $4::jsonb
       where (select count(*) from saved_view where user_id = $1 and (page, name) <> ($2, $3)) < ${mostViews}
       on conflict (user_id, page, name) do update set search = excluded.search returning id, page, name, search`,
      [user, page, name, JSON.stringify(search)],
    );
    return saved ?? null;
  }

  async remove(user: string, id: string): Promise<boolean> {
    const [rows]: unknown[][] = await this.database.query('delete from saved_view where id = $1 and user_id = $2 returning id', [id, user]);
    return (rows?.length ?? 0) > 0;
  }
}
