// Made by scripts/api-types.mjs from the server's OpenAPI document; not edited by hand.

export interface paths {
  '/api/me': {
    get: {
      kind: 'user' | 'key';
      id: string;
      name: string;
      email: string | null;
      role: 'viewer' | 'rep' | 'ops' | 'admin';
    };
  };
  '/api/sign-in': {
    post: {
      kind: 'user' | 'key';
      id: string;
      name: string;
      email: string | null;
      role: 'viewer' | 'rep' | 'ops' | 'admin';
    };
  };
  '/api/sign-in/link': {
    post: {
      purpose: 'first_admin' | 'invitation' | 'demo';
      role: 'viewer' | 'rep' | 'ops' | 'admin';
      email: string | null;
    };
  };
  '/api/sign-in/accept': {
    post: {
      kind: 'user' | 'key';
      id: string;
      name: string;
      email: string | null;
      role: 'viewer' | 'rep' | 'ops' | 'admin';
    };
  };
  '/api/sign-out': {
    post: void;
  };
  '/api/workspace': {
    get: {
      version: string;
      name: string;
      currency: string;
      pipelines: readonly {
        name: string;
        rep_edits_hold: number;
        stages: readonly {
          name: string;
          closes: 'won' | 'lost' | null;
          moved_by: readonly string[];
        }[];
      }[];
      reps: readonly {
        key: string;
        name: string;
        team: string | null;
        active: boolean;
      }[];
    };
  };
  '/api/board': {
    get: {
      now: number;
      data: readonly {
        id: string;
        name: string;
        account: string | null;
        domain: string | null;
        tier: string | null;
        account_id: string | null;
        stage: string;
        owner: string | null;
        created_at: string;
        in_stage_since: string;
        closed_at: string | null;
        version: number;
        amount: {
          amount: number;
          currency: string;
        } | null;
        has_drift: boolean;
        held_until: number | null;
        moved: {
          at: string;
          by: string;
          name: string;
          event: string | null;
        } | null;
        task: {
          title: string;
          due_at: string | null;
        } | null;
        proposal: {
          id: string;
          stage: string;
          reason: string;
        } | null;
      }[];
    };
  };
  '/api/deals/{id}': {
    get: {
      id?: string | null;
      pipeline?: string | null;
      account_id?: string | null;
      contact_id?: string | null;
      name?: string | null;
      stage?: string | null;
      amount?: {
        amount: number;
        currency: string;
      } | null;
      owner?: string | null;
      fields?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      created_at?: string | null;
      in_stage_since?: string | null;
      last_fact_at?: string | null;
      closed_at?: string | null;
      billed?: readonly unknown[];
      drift?: readonly unknown[];
      holds?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      version?: number | null;
    };
    patch: {
      id?: string | null;
      pipeline?: string | null;
      account_id?: string | null;
      contact_id?: string | null;
      name?: string | null;
      stage?: string | null;
      amount?: {
        amount: number;
        currency: string;
      } | null;
      owner?: string | null;
      fields?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      created_at?: string | null;
      in_stage_since?: string | null;
      last_fact_at?: string | null;
      closed_at?: string | null;
      billed?: readonly unknown[];
      drift?: readonly unknown[];
      holds?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      version?: number | null;
    };
  };
  '/api/proposals/{id}/accept': {
    post: {
      id: string;
      state: string;
    };
  };
  '/api/proposals/{id}/dismiss': {
    post: {
      id: string;
      state: string;
    };
  };
  '/api/why/deal/{id}': {
    get: {
      subject: {
        kind: 'person' | 'account' | 'deal' | 'delivery';
        id: string;
        title: string;
      };
      questions: readonly {
        subject: {
          kind?: string;
          id?: string;
        };
        field: string;
        from: unknown;
        to: unknown;
        at: number;
        because: {
          by: 'rule' | 'workflow' | 'rep' | 'api' | 'system';
          name: string;
          event?: {
            id: string;
            name: string;
            at: number;
            source: string;
          };
          rule?: {
            place: {
              file?: string;
              line?: number;
              column?: number;
            };
            version: string;
          };
          run?: {
            id?: string;
            step?: string;
            workflow?: string;
          };
          traces?: readonly {
            source?: string;
            result?: 'true' | 'false' | 'unknown';
            place?: Record<string, unknown>;
            parts?: readonly Record<string, unknown>[];
          }[];
          details?: Record<string, unknown>;
        };
        arrivedAt: number | null;
        run: {
          id?: string;
          workflow?: string;
          version?: string;
          way?: readonly {
            step?: string;
            kind?: string;
            at?: number;
            went?: string;
            note?: string | null;
            traces?: readonly {
              source?: string;
              result?: 'true' | 'false' | 'unknown';
              place?: Record<string, unknown>;
              parts?: readonly Record<string, unknown>[];
            }[];
          }[];
        } | null;
      }[];
      lines: readonly string[];
    };
  };
}
