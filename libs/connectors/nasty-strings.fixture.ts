// Texts that have broken somebody's software: for conformance tests.

export const nastyStrings: readonly string[] = [
  'undefined', 'null', 'NULL', 'nil', 'true', 'NaN', 'Infinity', '-0', '0x0', '1e400', '-1e400', '999999999999999999999999999999', '0.1e-999', '١٢٣',
  ' ', '\t\n\r\v\f', '\0', 'a\0b', '\u0001\u001f\u007f', '\u0080\u009f', '\u00ad\u200b\u200e\u202e\u2066\ufeff', '\ufffe\uffff', '\u2028\u2029',
  '\ud800', '\udc00', '\udc00\ud800', 'a\ud83d', '😀👩‍👩‍👧‍👦🏳️‍🌈', '田中さんにあげて下さい', 'ثم نفس سقطت', 'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮', '\u0130\u0131ſK', 'ﷺ'.repeat(20), 'e\u0301',
  "'", '"', "''''\"", '\\', '\\u0000', '`', '$', '${7*7}', '{{7*7}}', '{{#with "s" as |s|}}{{/with}}', '<%= 1 %>', '#{1}', '$(touch x)', '`touch x`',
  "1; drop table inbox; --", "' or 1=1 --", "\\'; select pg_sleep(9); --", '%s%n%x', '%00', '../../../../etc/passwd', 'C:\\con\\nul',
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', '<!--', ']]>', '&lt;&#0;', '=cmd|\' /C calc\'!A0', '+1+1', '@SUM(1)', '-2+3',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'length', 'a.b[0]', '$where', '{}', '[]', '[', '{"a":', '"',
  'File:///', 'http://a/%%30%30', 'Content-Length: 0\r\n\r\n', '\u001b[31m', 'x'.repeat(5000), '(((((((a+)+)+)+)+)+)$', '\ud83d\ude00'.repeat(500),
];
