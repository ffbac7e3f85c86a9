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
    get: {
      oidc: {
        name: string;
      } | null;
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
      sees: 'everything' | 'team' | 'own';
      currency: string;
      pipelines: readonly {
        name: string;
        rep_edits_hold: number;
        stages: readonly {
          name: string;
          closes: 'won' | 'lost' | null;
          moved_by: readonly string[];
          likely: number | null;
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
        source: string | null;
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
  '/api/views': {
    get: {
      data: readonly {
        id: string;
        page: string;
        name: string;
        search: Record<string, unknown>;
      }[];
    };
    post: {
      id: string;
      page: string;
      name: string;
      search: Record<string, unknown>;
    };
  };
  '/api/views/{id}': {
    delete: void;
  };
  '/api/search': {
    get: {
      data: readonly {
        kind: 'person' | 'account' | 'deal' | 'workflow';
        id: string;
        title: string;
        note: string | null;
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
  '/api/deals/{id}/timeline': {
    get: {
      data: readonly {
        kind: 'event' | 'mail' | 'act' | 'call' | 'payment' | 'note' | 'task' | 'run' | 'change';
        id: string;
        at: string;
        title: string;
        note: string | null;
        state: string | null;
        person_id: string | null;
        deal_id: string | null;
        run_id: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/deliveries/{id}/letter': {
    get: {
      template: string;
      to: string;
      subject: string | null;
      text: string | null;
      problem: string | null;
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
  '/api/people': {
    get: {
      data: readonly {
        id?: string | null;
        user_id?: string | null;
        email?: string | null;
        name?: string | null;
        time_zone?: string | null;
        account_id?: string | null;
        account?: string | null;
        traits?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        first_seen_at?: string | null;
        last_seen_at?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/people/{id}': {
    get: {
      id?: string | null;
      user_id?: string | null;
      email?: string | null;
      name?: string | null;
      time_zone?: string | null;
      account_id?: string | null;
      account?: string | null;
      traits?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      first_seen_at?: string | null;
      last_seen_at?: string | null;
    };
  };
  '/api/people/{id}/profile': {
    get: {
      now: number;
      id: string;
      time_zone: string;
      traits: readonly {
        name: string;
        value: unknown;
        from: 'said' | 'computed' | 'score' | 'unplanned';
        how: string;
        said_at: number | null;
        file: string | null;
        line: number | null;
      }[];
      scores: readonly {
        name: string;
        value: number | null;
        at: string;
        missing: readonly string[];
        lines: readonly {
          points: number;
          because: string;
          line: number;
          saw: Record<string, unknown>;
        }[];
        file: string | null;
      }[];
      activity: readonly {
        day: string;
        count: number;
      }[];
    };
  };
  '/api/people/{id}/timeline': {
    get: {
      data: readonly {
        kind: 'event' | 'delivery' | 'run' | 'task' | 'change';
        id: string;
        at: string;
        title: string;
        note: string | null;
        state: string | null;
        person_id: string | null;
        deal_id: string | null;
        run_id: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/accounts': {
    get: {
      data: readonly {
        id?: string | null;
        name?: string | null;
        domain?: string | null;
        owner?: string | null;
        tier?: string | null;
        people?: number | null;
        contact_id?: string | null;
        traits?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        first_seen_at?: string | null;
        last_seen_at?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/accounts/{id}': {
    get: {
      id?: string | null;
      name?: string | null;
      domain?: string | null;
      owner?: string | null;
      tier?: string | null;
      people?: number | null;
      contact_id?: string | null;
      traits?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      first_seen_at?: string | null;
      last_seen_at?: string | null;
    };
  };
  '/api/accounts/{id}/profile': {
    get: {
      now: number;
      id: string;
      time_zone: string;
      traits: readonly {
        name: string;
        value: unknown;
        from: 'said' | 'computed' | 'score' | 'unplanned';
        how: string;
        said_at: number | null;
        file: string | null;
        line: number | null;
      }[];
      scores: readonly {
        name: string;
        value: number | null;
        at: string;
        missing: readonly string[];
        lines: readonly {
          points: number;
          because: string;
          line: number;
          saw: Record<string, unknown>;
        }[];
        file: string | null;
      }[];
      activity: readonly {
        day: string;
        count: number;
      }[];
    };
  };
  '/api/accounts/{id}/timeline': {
    get: {
      data: readonly {
        kind: 'event' | 'delivery' | 'run' | 'task' | 'change';
        id: string;
        at: string;
        title: string;
        note: string | null;
        state: string | null;
        person_id: string | null;
        deal_id: string | null;
        run_id: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/deals': {
    get: {
      data: readonly {
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
      }[];
      next: string | null;
    };
  };
  '/api/runs': {
    get: {
      data: readonly {
        id?: string | null;
        workflow?: string | null;
        version_id?: string | null;
        subject_kind?: string | null;
        subject_id?: string | null;
        subject?: string | null;
        person_id?: string | null;
        account_id?: string | null;
        deal_id?: string | null;
        key?: string | null;
        state?: string | null;
        step?: string | null;
        due_at?: string | null;
        listens?: readonly unknown[];
        steps_taken?: number | null;
        trigger?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        started_at?: string | null;
        ended_at?: string | null;
        end_reason?: string | null;
        paused_since?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/runs/{id}': {
    get: {
      id?: string | null;
      workflow?: string | null;
      version_id?: string | null;
      subject_kind?: string | null;
      subject_id?: string | null;
      subject?: string | null;
      person_id?: string | null;
      account_id?: string | null;
      deal_id?: string | null;
      key?: string | null;
      state?: string | null;
      step?: string | null;
      due_at?: string | null;
      listens?: readonly unknown[];
      steps_taken?: number | null;
      trigger?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      started_at?: string | null;
      ended_at?: string | null;
      end_reason?: string | null;
      paused_since?: string | null;
    };
  };
  '/api/runs/{id}/retry': {
    post: {
      id: string;
      state: string;
      step: string | null;
      version_id: string;
      deliveries: number;
    };
  };
  '/api/runs/{id}/cancel': {
    post: {
      id: string;
      state: string;
      step: string | null;
      version_id: string;
      deliveries: number;
    };
  };
  '/api/runs/{id}/migrate': {
    post: {
      id: string;
      state: string;
      step: string | null;
      version_id: string;
      deliveries: number;
    };
  };
  '/api/deliveries': {
    get: {
      data: readonly {
        id?: string | null;
        key?: string | null;
        action?: string | null;
        recipient?: string | null;
        state?: string | null;
        due_at?: string | null;
        attempts?: number | null;
        answer?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        error?: string | null;
        workflow?: string | null;
        run_id?: string | null;
        person_id?: string | null;
        account_id?: string | null;
        deal_id?: string | null;
        created_at?: string | null;
        ended_at?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/workflows': {
    get: {
      now: number;
      time_zone: string;
      data: readonly {
        name: string;
        about: string | null;
        of: string | null;
        file: string | null;
        has_goal: boolean;
        paused: {
          since: string;
          by: string;
          reason: string;
        } | null;
        enrolled: number;
        active: number;
        done: number;
        stopped: number;
        failed: number;
        goal: number;
        holdout: number;
        begun: readonly {
          day: string;
          count: number;
        }[];
      }[];
    };
  };
  '/api/workflows/{name}': {
    get: {
      now: number;
      name: string;
      about: string | null;
      of: string | null;
      file: string | null;
      paused: {
        since: string;
        by: string;
        reason: string;
      } | null;
      problem: string | null;
      version: string;
      current: string | null;
      versions: readonly {
        id: string;
        hash: string;
        created_at: string;
        workspace_version_id: string;
        applied_by: string;
        git_commit: string | null;
        runs: number;
        active: number;
      }[];
      when: readonly string[];
      start: string | null;
      steps: readonly {
        id: string;
        kind: string;
        label: string;
        line: number;
        ports: readonly {
          port: string;
          to: string | null;
          passed: number;
        }[];
        entered: number;
        waiting: number;
        stopped: number;
        failed: number;
        ended: number;
      }[];
      source: string;
    };
  };
  '/api/workflows/{name}/pause': {
    post: {
      name: string;
      paused: {
        since: string;
        by: string;
        reason: string;
      } | null;
    };
  };
  '/api/workflows/{name}/resume': {
    post: {
      name: string;
      paused: {
        since: string;
        by: string;
        reason: string;
      } | null;
    };
  };
  '/api/events': {
    get: {
      data: readonly {
        id?: string | null;
        received_at?: string | null;
        at?: string | null;
        kind?: string | null;
        name?: string | null;
        source?: string | null;
        verdict?: string | null;
        notes?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        person_id?: string | null;
        account_id?: string | null;
        deal_id?: string | null;
        who?: string | null;
        account?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/events/{id}': {
    get: {
      id?: string | null;
      received_at?: string | null;
      at?: string | null;
      kind?: string | null;
      name?: string | null;
      source?: string | null;
      verdict?: string | null;
      notes?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      person_id?: string | null;
      account_id?: string | null;
      deal_id?: string | null;
      who?: string | null;
      account?: string | null;
    };
  };
  '/api/events/{id}/story': {
    get: {
      understood: readonly {
        kind: string;
        name: string;
        at: number;
        person: Record<string, unknown>;
        account: Record<string, unknown>;
        properties: Record<string, unknown>;
        person_traits: Record<string, unknown>;
        account_traits: Record<string, unknown>;
      }[];
      as_test: string | null;
      problem: string | null;
      against: readonly string[];
      decisions: readonly {
        at: string;
        to: string;
        by: string;
        reason: string | null;
      }[];
      changes: readonly {
        id: string;
        subject_kind: string;
        subject_id: string;
        field: string;
        from_value: unknown;
        to_value: unknown;
        at: string;
        by: string | null;
      }[];
      runs: readonly {
        id: string;
        workflow: string;
        state: string;
        has_begun: boolean;
      }[];
      deals: readonly {
        deal_id: string;
        name: string;
        stage: string;
      }[];
      waits: readonly {
        pipeline: string;
        at: string;
      }[];
    };
  };
  '/api/events/blocked': {
    post: {
      data: readonly {
        id: string;
        state: 'waiting' | 'discarded' | 'still_blocked' | 'not_blocked';
        notes: readonly string[];
      }[];
    };
  };
  '/api/tally': {
    get: {
      accepted: number;
      done: number;
      waiting: number;
      setAside: number;
      duplicates: number;
      rejected: number;
      lagSeconds: number;
    };
  };
  '/api/inbox': {
    get: {
      unmatched: number;
      clashes: number;
      blocked: number;
      unknown: number;
      dead_letters: number;
      proposals: number;
      breakers: number;
    };
  };
  '/api/unmatched': {
    get: {
      data: readonly {
        id?: string | null;
        pipeline?: string | null;
        subject_id?: string | null;
        at?: string | null;
        name?: string | null;
        source?: string | null;
        event_id?: string | null;
        who?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/breakers': {
    get: {
      data: readonly {
        action?: string | null;
        connection?: string | null;
        failures?: number | null;
        since?: string | null;
        open_until?: string | null;
        error?: string | null;
        waiting?: number | null;
      }[];
      next: string | null;
    };
  };
  '/api/breakers/{action}/try': {
    post: {
      action: string;
      deliveries: number;
    };
  };
  '/api/breakers/{action}/give-up': {
    post: {
      action: string;
      deliveries: number;
    };
  };
  '/api/clashes': {
    get: {
      data: readonly {
        id?: string | null;
        kind?: string | null;
        at?: string | null;
        event_id?: string | null;
        first_id?: string | null;
        second_id?: string | null;
        keys?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        state?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/clashes/{id}/close': {
    post: {
      id: string;
      state: 'closed';
    };
  };
  '/api/merges': {
    post: {
      stays: string;
      goes: string;
      clashes: readonly string[];
    };
  };
  '/api/merges/preview': {
    get: {
      stays: string;
      goes: string;
      values: readonly {
        name: string;
        stays: unknown;
        goes: unknown;
        will: unknown;
      }[];
      deals: readonly {
        id: string;
        pipeline: string;
        from: string;
        to: string;
        is_moved: boolean;
      }[];
      runs: readonly {
        id: string;
        workflow: string;
        becomes: 'moves' | 'stops';
      }[];
      keys: readonly {
        kind: string;
        value: string;
      }[];
    };
  };
  '/api/dead-letters': {
    get: {
      data: readonly {
        id?: string | null;
        source?: string | null;
        received_at?: string | null;
        error?: string | null;
        failed_at?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/dead-letters/{id}/retry': {
    post: {
      id: string;
      state: 'waiting' | 'discarded';
    };
  };
  '/api/dead-letters/{id}/discard': {
    post: {
      id: string;
      state: 'waiting' | 'discarded';
    };
  };
  '/api/deliveries/{id}/decide': {
    post: {
      id: string;
      state: 'done' | 'failed' | 'waiting';
    };
  };
  '/api/proposals': {
    get: {
      data: readonly {
        id?: string | null;
        deal_id?: string | null;
        from_stage?: string | null;
        to_stage?: string | null;
        at?: string | null;
        reason?: string | null;
        because?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        state?: string | null;
        decided_at?: string | null;
        decided_by?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/keys': {
    get: {
      data: readonly {
        id?: string;
        name?: string;
        scope?: 'read' | 'ops' | 'admin';
        created_at?: string | null;
        last_used_at?: string | null;
        revoked_at?: string | null;
      }[];
    };
    post: {
      id: string;
      name: string;
      scope: 'read' | 'ops' | 'admin';
      key: string;
    };
  };
  '/api/keys/{id}/revoke': {
    post: {
      id: string;
      state: 'revoked';
    };
  };
  '/api/users': {
    get: {
      data: readonly {
        id: string;
        email: string;
        name: string;
        role: 'viewer' | 'rep' | 'ops' | 'admin';
        created_at: string;
        disabled_at: string | null;
        seen_at: string | null;
      }[];
    };
  };
  '/api/users/{id}': {
    patch: void;
  };
  '/api/users/{id}/sessions': {
    get: {
      data: readonly {
        id: string;
        agent: string;
        created_at: string;
        seen_at: string;
        expires_at: string;
        is_this_one: boolean;
      }[];
    };
    delete: void;
  };
  '/api/users/{id}/sessions/{session}': {
    delete: void;
  };
  '/api/invitations': {
    post: {
      email: string;
      link: string;
    };
  };
  '/api/sessions': {
    get: {
      data: readonly {
        id: string;
        agent: string;
        created_at: string;
        seen_at: string;
        expires_at: string;
        is_this_one: boolean;
      }[];
    };
  };
  '/api/sessions/{id}': {
    delete: void;
  };
  '/api/audit': {
    get: {
      data: readonly {
        id?: string | null;
        subject_kind?: string | null;
        subject_id?: string | null;
        field?: string | null;
        from_value?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        to_value?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
        at?: string | null;
        because?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      }[];
      next: string | null;
    };
  };
  '/api/versions': {
    get: {
      data: readonly {
        id?: string | null;
        hash?: string | null;
        applied_at?: string | null;
        applied_by?: string | null;
        git_commit?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/rejections': {
    get: {
      data: readonly {
        source?: string | null;
        reason?: string | null;
        minute?: string | null;
        count?: number | null;
        last_at?: string | null;
      }[];
      next: string | null;
    };
  };
  '/api/setup': {
    get: {
      version: string;
      node: string;
      time: string;
      demo_clock: boolean;
      visitor: {
        name: string;
        role: string;
      };
      database: {
        postgres: string;
        bytes: number;
        read_only: boolean;
      };
      workspace: {
        version: string;
        hash: string;
        applied_by: string;
      } | null;
      saved_problem: string | null;
      facts: {
        waiting: number;
        set_aside: number;
        lag_seconds: number;
      };
      secrets: Record<string, number>;
      mail: 'smtp' | 'mailbox';
      slack: boolean;
      public_url: string | null;
    };
  };
  '/api/connections': {
    get: {
      looked: number;
      data: readonly {
        name: string;
        title: string;
        about: string;
        is_configured: boolean;
        needs: readonly string[];
        missing: readonly string[];
        file: string | null;
        line: number | null;
        actions: readonly string[];
        instead: string | null;
        can_test: boolean;
        in: {
          verified: number;
          last_at: string | null;
          rejected: number;
          rejected_at: string | null;
          rejected_because: string | null;
        } | null;
        out: readonly {
          action: string;
          done: number;
          failed: number;
          waiting: number;
          unknown: number;
          last_at: string | null;
          error: string | null;
          error_at: string | null;
          breaker: {
            since: string | null;
            open_until: string | null;
            error: string;
          } | null;
        }[];
      }[];
    };
  };
  '/api/team': {
    get: {
      now: number;
      data: readonly {
        key: string;
        name: string;
        email: string;
        teams: readonly string[];
        active: boolean;
        weight: number;
        capacity: number | null;
        hours: {
          from: number;
          to: number;
          days: readonly number[];
          zone: string;
        } | null;
        away: readonly {
          from: number;
          to: number;
        }[];
        state: 'there' | 'away' | 'off_hours' | 'inactive';
        calendar_url: string | null;
        file: string;
        line: number;
        open_deals: number;
        can_sign_in: boolean;
        ledger: readonly {
          pool: string;
          turns: number;
          adjustments: number;
          level: number;
          last_turn_at: string | null;
        }[];
      }[];
    };
  };
  '/api/workspace/settings': {
    get: {
      version: string;
      hash: string;
      applied_at: string;
      applied_by: string;
      git_commit: string | null;
      file: string;
      settings: readonly {
        key: string;
        about: string;
        value: string | null;
        line: number | null;
      }[];
      things: readonly {
        kind: string;
        names: readonly {
          name: string;
          file: string;
          line: number;
        }[];
      }[];
    };
  };
  '/api/backup': {
    get: {
      database: 'own' | 'company';
      told: {
        at: string;
        what: string;
        by: string;
      } | null;
      archiving: {
        mode: string;
        last_at: string | null;
        failed_at: string | null;
        standbys: number;
      };
    };
    post: void;
  };
  '/api/connections/{name}/test': {
    post: {
      ok: boolean;
      says: string;
      fix?: string;
    };
  };
  '/api/mailbox': {
    get: {
      data: readonly {
        id?: string | null;
        key?: string | null;
        at?: string | null;
        sender?: string | null;
        recipient?: string | null;
        template?: string | null;
        subject?: string | null;
        html?: string | null;
        text?: string | null;
        headers?: Record<string, unknown> | readonly unknown[] | string | number | boolean | null;
      }[];
      next: string | null;
    };
  };
  '/api/emails': {
    get: {
      data: readonly {
        name: string;
        kind: 'marketing' | 'transactional';
        file: string;
        subject: string;
        text: string;
        problem: string | null;
        missing: readonly string[];
        sent: number;
        waiting: number;
        failed: number;
      }[];
    };
  };
  '/api/my-day': {
    get: {
      now: number;
      rep: {
        key: string;
        name: string;
        team: string;
        active: boolean;
        open_deals: number;
        capacity: number | null;
        weight: number;
        hours: {
          from: number;
          to: number;
          days: readonly number[];
          zone: string;
        } | null;
        away: readonly {
          from: number;
          to: number;
        }[];
        file: string;
        line: number;
      } | null;
      leads: readonly {
        id: string;
        routing: string;
        account_id: string | null;
        account: string | null;
        person_id: string | null;
        person: string | null;
        deal_id: string | null;
        assigned_at: string;
        deadline: string;
        answered_at: string | null;
        answered_by: string | null;
        outcome: string | null;
        fact: string | null;
        why: {
          reason: string;
          considered: readonly {
            rep: string;
            level?: number;
            load?: number;
            skipped?: string;
          }[];
        } | null;
      }[];
      tasks: readonly {
        id: string;
        title: string;
        note: string | null;
        due_at: string | null;
        created_at: string;
        workflow: string;
        account_id: string | null;
        account: string | null;
        person_id: string | null;
        person: string | null;
        deal_id: string | null;
      }[];
      meetings: readonly {
        id: string;
        name: string | null;
        start_at: number;
        end_at: number | null;
        join_url: string | null;
        account_id: string | null;
        account: string | null;
        person_id: string | null;
        person: string | null;
      }[];
      slipped: readonly {
        id: string;
        name: string;
        stage: string;
        amount: {
          amount: number;
          currency: string;
        } | null;
        why: 'went back' | 'went quiet';
        from: string | null;
        since: number;
      }[];
      quiet_days: number;
      turns: readonly {
        id: string;
        pool: string;
        at: string;
        credit: number;
        account_id: string | null;
        account: string | null;
        person_id: string | null;
        person: string | null;
        deal_id: string | null;
        fact: string | null;
        by: string | null;
        why: {
          reason: string;
          considered: readonly {
            rep: string;
            level?: number;
            load?: number;
            skipped?: string;
          }[];
        } | null;
      }[];
    };
  };
  '/api/reports': {
    get: {
      time_zone: string;
      currency: string;
      dashboards: readonly {
        name: string;
        title: string | null;
        about: string | null;
        period: string | null;
        charts: readonly {
          chart: string;
          title: string | null;
          period: string | null;
          filters: Record<string, string>;
          width: 'third' | 'half' | 'full';
        }[];
        goals: readonly {
          per: 'month' | 'quarter';
          amount: {
            amount: number;
            currency: string;
          };
          pipeline: string | null;
          team: string | null;
          from: string | null;
        }[];
        file: string;
      }[];
      charts: readonly {
        name: string;
        question: string;
        about: string;
        shape: 'bars' | 'stacked' | 'line' | 'funnel' | 'waterfall' | 'table' | 'figures';
        views: readonly string[];
        period: 'months' | 'days' | 'snapshot';
        filters: readonly ('pipeline' | 'owner' | 'team' | 'currency' | 'event' | 'source' | 'group' | 'workflow' | 'email')[];
        columns: readonly {
          name: string;
          label: string;
          kind:
            | 'text'
            | 'month'
            | 'day'
            | 'count'
            | 'money'
            | 'currency'
            | 'duration'
            | 'share'
            | 'owner'
            | 'pipeline'
            | 'stage'
            | 'event'
            | 'group';
          as: 'axis' | 'series' | 'value' | 'note';
          about?: string;
        }[];
        drill: {
          by: readonly string[];
          of: readonly string[];
        } | null;
      }[];
    };
  };
  '/api/reports/charts/{name}': {
    get: {
      as_of: string;
      time_zone: string;
      chart: {
        name: string;
        question: string;
        about: string;
        shape: 'bars' | 'stacked' | 'line' | 'funnel' | 'waterfall' | 'table' | 'figures';
        views: readonly string[];
        period: 'months' | 'days' | 'snapshot';
        filters: readonly ('pipeline' | 'owner' | 'team' | 'currency' | 'event' | 'source' | 'group' | 'workflow' | 'email')[];
        columns: readonly {
          name: string;
          label: string;
          kind:
            | 'text'
            | 'month'
            | 'day'
            | 'count'
            | 'money'
            | 'currency'
            | 'duration'
            | 'share'
            | 'owner'
            | 'pipeline'
            | 'stage'
            | 'event'
            | 'group';
          as: 'axis' | 'series' | 'value' | 'note';
          about?: string;
        }[];
        drill: {
          by: readonly string[];
          of: readonly string[];
        } | null;
      };
      period: {
        from: string;
        to: string;
      };
      rows: readonly Record<string, string | number | null>[];
      compared: {
        period: {
          from: string;
          to: string;
        };
        rows: readonly Record<string, string | number | null>[];
      } | null;
      definition: {
        about: string;
        sql: string;
        views: readonly {
          name: string;
          about: string;
          sql: string;
        }[];
      };
    };
  };
  '/api/reports/charts/{name}/deals': {
    get: {
      data: readonly {
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
      }[];
      next: string | null;
    };
  };
  '/api/tasks/{id}/done': {
    post: {
      id: string;
      state: 'done' | 'dismissed';
    };
  };
  '/api/tasks/{id}/dismiss': {
    post: {
      id: string;
      state: 'done' | 'dismissed';
    };
  };
}
