// Problems as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): what code scanning of GitHub and others reads.

import { explanations } from './explain.js';
import type { Problem } from './place.js';

/** @param pathOf the path of a file as it is told */
export function sarifOf(problems: readonly Problem[], pathOf: (file: string) => string) {
  const codes = [...new Set(problems.map(({ code }) => code))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'millrace', rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: problems.map(({ code, severity, message, place, hint }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: severity,
          message: { text: hint === undefined ? message : `${message} (${hint})` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: pathOf(place.file).split('/').map(encodeURIComponent).join('/') },
                region: {
                  startLine: place.line,
                  startColumn: place.column,
                  endLine: place.line,
                  endColumn: place.column + Math.max(1, place.length ?? 1),
                },
              },
            },
          ],
        })),
      },
    ],
  };
}

function ruleOf(code: string) {
  const explanation = Object.hasOwn(explanations, code) ? explanations[code] : undefined;
  if (explanation === undefined) return { id: code };
  const { title, about, right } = explanation;
  return { id: code, shortDescription: { text: title }, fullDescription: { text: about }, help: { text: `Write\n${right}` } };
}
