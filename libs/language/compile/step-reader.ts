// What a step's own parse may ask of the compiler: typed values, references that exist, fields that may be written.

import type { Keys } from '../keys/key.js';
import type { Condition, Expression } from '../expression.js';
import type { Place } from '../place.js';
import type { StepReader, Written } from '../step-syntax.js';
import type { Type } from '../value.js';
import type { SubjectKind } from '../subject-kind.js';
import { deriveDealField } from './deal-fields.js';
import type { Declared } from './declared.js';
import { readEvent } from './event-names.js';
import type { Formulas } from './formulas.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

const references = {
  email: { code: 'E302', what: 'an email' },
  routing: { code: 'E303', what: 'a routing' },
  pipeline: { code: 'E304', what: 'a pipeline' },
  rep: { code: 'E306', what: 'a rep' },
  workflow: { code: 'E309', what: 'a workflow' },
} as const;

export class WorkflowStepReader implements StepReader {
  constructor(
    readonly subject: SubjectKind,
    private readonly declared: Declared,
    private readonly formulas: Formulas,
    private readonly read: Reading,
    /** Formulas in which `event` means that one. */
    private readonly formulasFor: (event: string) => Formulas,
    /** Formulas in which `person` is one of the account's people. */
    private readonly ofPeople: Formulas,
  ) {}

  condition(written: Written, event?: string): Condition | undefined {
    return (event === undefined ? this.formulas : this.formulasFor(event)).condition(written);
  }

  personCondition(written: Written): Condition | undefined {
    return this.ofPeople.condition(written);
  }

  expression(written: Written, expected?: Type): Expression | undefined {
    return this.formulas.expression(written, expected);
  }

  duration(written: Written, what = 'this'): number | undefined {
    return this.read.duration(written, what);
  }

  text(written: Written, what = 'this'): string | undefined {
    return this.read.text(written, what);
  }

  event(written: Written): string | undefined {
    return readEvent(written, this.declared.plan, this.read);
  }

  reference(written: Written, kind: keyof typeof references): string | undefined {
    const { code, what } = references[kind];
    const names = {
      email: this.declared.emails,
      routing: this.declared.routings,
      pipeline: this.declared.pipelines,
      rep: this.declared.team.reps,
      workflow: this.declared.workflows,
    }[kind];
    return this.read.known(written, code, what, names.keys());
  }

  provider(written: Written, of: 'account' | 'person', named?: Written): string | undefined {
    const names = [...this.declared.providers].flatMap(([name, enriches]) => (enriches === of ? [name] : []));
    if (named !== undefined) return this.read.known(named, 'E312', `a provider of ${of === 'account' ? 'accounts' : 'people'}`, names);
    if (names.length === 1) return names[0];
    const hint =
      names.length > 0 ? `add with: ${names.join(' or ')}` : `add one to connections.yaml: NAME: { enrich: ${of}, url: …, map: … }`;
    this.problem(
      'E312',
      names.length > 0 ? `which provider enriches the ${of}?` : `no provider enriches a${of === 'account' ? 'n account' : ' person'}`,
      written.place,
      hint,
    );
    return undefined;
  }

  stage(written: Written, pipeline?: string): string | undefined {
    const { pipelines } = this.declared;
    const name = pipeline ?? (pipelines.size === 1 ? [...pipelines.keys()][0] : undefined);
    if (name !== undefined) return this.read.known(written, 'E305', `a stage of ${name}`, pipelines.get(name) ?? []);
    if (pipelines.size === 0)
      this.problem('E304', 'a stage is named, but the workspace has no pipeline', written.place, 'add pipelines/NAME.yaml');
    else
      this.problem(
        'E304',
        'the workspace has several pipelines: which one is meant?',
        written.place,
        `add pipeline: ${[...pipelines.keys()].join(' or ')}`,
      );
    return undefined;
  }

  field(written: Written): { readonly of: SubjectKind; readonly name: string; readonly type: Type } | undefined {
    const text = this.read.text(written, 'a field');
    if (text === undefined) return undefined;
    const [, of, name] = /^(person|account|deal)\.([A-Za-z_]\w*)$/.exec(text) ?? [];
    if (of === undefined || name === undefined) {
      this.problem('E308', `${describeValue(text)} is no field`, written.place, 'as in person.lifecycle, account.plan or deal.lost_reason');
      return undefined;
    }
    const kind = of as SubjectKind;
    if (kind === 'deal') {
      const type = deriveDealField(name, written.place, this.read);
      return type === undefined ? undefined : { of: kind, name, type };
    }
    return this.rawTrait(kind, name, written.place);
  }

  onlyKeys(written: Written, keys: Keys, what?: string): void {
    this.read.onlyKeys(written, keys, what);
  }

  problem(code: string, message: string, place: Place, hint?: string): void {
    this.read.problem(code, message, place, hint);
  }

  private rawTrait(of: 'person' | 'account', name: string, place: Place): { of: SubjectKind; name: string; type: Type } | undefined {
    const planned = this.declared.plan[of].get(name);
    if (planned !== undefined) return { of, name, type: planned.type };
    if (this.declared.names.trait(of, name) !== undefined)
      this.problem('E308', `${of}.${name} is computed and cannot be set`, place, 'plan a raw trait of another name');
    else {
      const known = [...this.declared.plan[of].keys()].map((each) => `${of}.${each}`);
      this.read.unknown(
        'E308',
        `a trait that may be set named`,
        `${of}.${name}`,
        known,
        place,
        `plan it: plan: ${of} with properties: { ${name}: { type: string } }`,
      );
    }
    return undefined;
  }
}
