// A dashboard of config/reports as the API tells it.

import type { Report } from '#libs/language/report.js';

export function tellDashboard({ name, title, about, period, charts, goals, place }: Report) {
  return {
    name,
    title: title ?? null,
    about: about ?? null,
    period: period ?? null,
    charts: charts.map((each) => ({ ...each, title: each.title ?? null, period: each.period ?? period ?? null })),
    goals: goals.map(({ per, amount, currency, pipeline, team, from }) => ({
      per,
      amount: { amount, currency },
      pipeline: pipeline ?? null,
      team: team ?? null,
      from: from ?? null,
    })),
    file: place.file,
  };
}
