import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/api/json.js';
import { compareTools } from '../../src/mcp/compare-tools.js';
import { formatSnapshot, parseSnapshot, parseTool, type Tool } from '../../src/mcp/tools.js';

const input = (properties: Json, more: { readonly [name: string]: Json } = {}): Json => ({
  type: 'object',
  properties,
  ...more,
});
const tool = (inputSchema: Json, more: Partial<Tool> = {}): Tool => {
  const parsed = parseTool({ name: 'search', inputSchema, ...more });
  if (parsed === undefined) throw new Error('not a tool');
  return parsed;
};
const text = { type: 'string' };
const number = { type: 'number' };

const query = tool(input({ query: text }, { required: ['query'] }));

/** The text of a schema with an object in an object in an object. */
const nest = (levels: number, type: string) =>
  `${'{"type":"object","properties":{"a":'.repeat(levels)}{"type":"${type}"}${'}}'.repeat(levels)}`;

describe('compareTools', () => {
  it.each<[string, Tool, Tool, string[]]>([
    ['the same tool', query, query, []],
    [
      'another order, another description',
      tool({ properties: { a: text, b: number }, type: 'object' }),
      tool({ type: 'object', properties: { b: { type: 'number', description: 'B' }, a: text } }),
      [],
    ],
    ['a removed input', query, tool(input({})), ['breaking input.query: present -> removed']],
    [
      'a new required input',
      query,
      tool(input({ query: text, limit: number }, { required: ['query', 'limit'] })),
      ['breaking input.limit: absent -> added, required'],
    ],
    [
      'a new optional input',
      query,
      tool(input({ query: text, limit: number }, { required: ['query'] })),
      ['addition input.limit: absent -> added'],
    ],
    [
      'an input that became required',
      tool(input({ query: text })),
      query,
      ['breaking input.query: optional -> required'],
    ],
    [
      'an input that became optional',
      query,
      tool(input({ query: text })),
      ['addition input.query: required -> optional'],
    ],
    [
      'a changed input type',
      tool(input({ query: text })),
      tool(input({ query: number })),
      ['breaking input.query: type string -> type number'],
    ],
    [
      'an input type that accepts more',
      tool(input({ query: text })),
      tool(input({ query: { type: ['string', 'null'] } })),
      ['addition input.query: type string -> type string | null'],
    ],
    [
      'an input value that is gone',
      tool(input({ sort: { enum: ['up', 'down'] } })),
      tool(input({ sort: { enum: ['up'] } })),
      ['breaking input.sort: enum "up" | "down" -> enum "up"'],
    ],
    [
      'a new constraint of an input',
      tool(input({ query: text })),
      tool(input({ query: { type: 'string', maxLength: 5 } })),
      ['breaking input.query: maxLength not set -> maxLength 5'],
    ],
    [
      'an input that refuses other properties',
      tool(input({})),
      tool(input({}, { additionalProperties: false })),
      ['breaking input: additionalProperties allowed -> additionalProperties false'],
    ],
    [
      'a change deep inside',
      tool(input({ list: { type: 'array', items: input({ id: text }) } })),
      tool(input({ list: { type: 'array', items: input({ id: number }) } })),
      ['breaking input.list.[].id: type string -> type number'],
    ],
    [
      'an output that is no longer promised',
      tool(input({}), { outputSchema: input({ hits: number }, { required: ['hits'] }) }),
      tool(input({}), { outputSchema: input({ hits: number }) }),
      ['breaking output.hits: required -> optional'],
    ],
    [
      'a new output',
      tool(input({}), { outputSchema: input({ hits: number }) }),
      tool(input({}), { outputSchema: input({ hits: number, next: text }, { required: ['next'] }) }),
      ['addition output.next: absent -> added, required'],
    ],
    [
      'an output type that became wider',
      tool(input({}), { outputSchema: input({ hits: number }) }),
      tool(input({}), { outputSchema: input({ hits: { type: ['number', 'null'] } }) }),
      ['breaking output.hits: type number -> type number | null'],
    ],
    [
      'an output schema that is gone',
      tool(input({}), { outputSchema: input({}) }),
      tool(input({})),
      ['breaking output: present -> removed'],
    ],
    [
      'a tool that is no longer read-only',
      tool(input({}), { annotations: { readOnlyHint: true } }),
      tool(input({}), { annotations: { readOnlyHint: false } }),
      ['breaking annotations.readOnlyHint: true -> false'],
    ],
    [
      'a definition that a nested model uses',
      tool(input({ f: { $ref: '#/$defs/F' } }, { $defs: { F: input({ id: text }) } })),
      tool(input({ f: { $ref: '#/$defs/F' } }, { $defs: { F: input({ id: number }) } })),
      ['breaking input.$defs.F.id: type string -> type number'],
    ],
    [
      'a definition that refers to itself',
      tool(input({}, { $defs: { N: input({ next: { $ref: '#/$defs/N' }, id: text }) } })),
      tool(input({}, { $defs: { N: input({ next: { $ref: '#/$defs/N' } }) } })),
      ['breaking input.$defs.N.id: present -> removed'],
    ],
    [
      'another definition',
      tool(input({ f: { $ref: '#/$defs/F' } }, { $defs: { F: text } })),
      tool(input({ f: { $ref: '#/$defs/G' } }, { $defs: { F: text, G: number } })),
      ['breaking input.f: $ref "#/$defs/F" -> $ref "#/$defs/G"'],
    ],
    [
      'a keyword that no rule covers',
      tool(input({ f: { allOf: [text] } })),
      tool(input({ f: { allOf: [number] } })),
      ['breaking input.f: allOf [{"type":"string"}] -> allOf [{"type":"number"}]'],
    ],
    [
      'the values of a map',
      tool(input({ f: { additionalProperties: text } })),
      tool(input({ f: { additionalProperties: number } })),
      ['breaking input.f.*: type string -> type number'],
    ],
    [
      'items that were anything',
      tool(input({ f: { type: 'array' } })),
      tool(input({ f: { type: 'array', items: text } })),
      ['breaking input.f.[]: type any -> type string'],
    ],
    [
      'an input that accepts nothing any more',
      tool(input({ f: text })),
      tool(input({ f: false })),
      ['breaking input.f: {"type":"string"} -> false'],
    ],
    [
      'another default value',
      tool(input({ f: { type: 'string', default: 'a' } })),
      tool(input({ f: { type: 'string', default: 'b', examples: ['c'] } })),
      [],
    ],
    [
      'another comment or title inside alternatives',
      tool(input({ f: { anyOf: [{ type: 'string', $comment: 'x', title: 'A' }, number] } })),
      tool(input({ f: { anyOf: [{ type: 'string', $comment: 'y' }, number] } })),
      [],
    ],
    [
      'another default value inside alternatives',
      tool(input({ f: { anyOf: [input({ a: { type: 'string', default: 'a' } }), number] } })),
      tool(input({ f: { anyOf: [input({ a: { type: 'string', examples: ['b'] } }), number] } })),
      [],
    ],
    [
      'properties of alternatives that are called `default`',
      tool(input({ f: { not: input({ default: text }) } })),
      tool(input({ f: { not: input({ default: number }) } })),
      [
        `breaking input.f: not ${JSON.stringify({ properties: { default: text }, type: 'object' })} -> not ${JSON.stringify({ properties: { default: number }, type: 'object' })}`,
      ],
    ],
    [
      'values that have keys such as `title`',
      tool(input({ f: { enum: [{ title: 'a' }] }, g: { const: { $comment: 'a' } } })),
      tool(input({ f: { enum: [{ title: 'b' }] }, g: { const: { $comment: 'b' } } })),
      [
        'breaking input.f: enum {"title":"a"} -> enum {"title":"b"}',
        'breaking input.g: const {"$comment":"a"} -> const {"$comment":"b"}',
      ],
    ],
    [
      'properties of alternatives that are called `title` and `const`',
      tool(input({ f: { anyOf: [input({ title: text, const: { title: 'C' } })] } })),
      tool(input({ f: { anyOf: [input({ title: number, const: { title: 'D' } })] } })),
      [
        `breaking input.f: anyOf ${JSON.stringify({ properties: { const: {}, title: text }, type: 'object' })} -> anyOf ${JSON.stringify({ properties: { const: {}, title: number }, type: 'object' })}`,
      ],
    ],
    [
      'a property that is called like a method of objects',
      tool(input({ constructor: text })),
      tool(input({})),
      ['breaking input.constructor: present -> removed'],
    ],
  ])('%s', (_, before, after, expected) => {
    const lines = compareTools([before], [after]).map(
      ({ kind, place, before: was, after: is }) => `${kind} ${place}: ${was} -> ${is}`,
    );
    expect(lines).toEqual(expected);
  });

  it('reports tools that are gone or new', () => {
    const changes = compareTools([query], [{ ...query, name: 'find' }]);
    expect(changes.map(({ kind, tool: name, after }) => `${kind} ${name} ${after}`)).toEqual([
      'breaking search removed',
      'addition find added',
    ]);
  });

  it('compares schemas without end in bounded time', () => {
    let deep: Json = text;
    for (let level = 0; level < 5_000; level++) deep = { type: 'object', properties: { a: deep } };
    const parsed = parseTool({ name: 'search', inputSchema: deep });
    expect(parsed && compareTools([parsed], [tool(input({}))])).toHaveLength(1);
    const other = parseTool({ name: 'search', inputSchema: JSON.parse(nest(5_000, 'number')) });
    expect(parsed && other && compareTools([parsed], [other])).toEqual([]);
    const [shallow, changed] = ['string', 'number'].map((type) =>
      parseTool({ name: 'search', inputSchema: JSON.parse(nest(20, type)) }),
    );
    expect(shallow && changed && compareTools([shallow], [changed])).toMatchObject([{ kind: 'breaking' }]);
  });
});

describe('a snapshot', () => {
  it('is sorted, has no texts for people, and reads back without a difference', () => {
    const server: Tool[] = [
      tool(input({ description: { type: 'string', description: 'Text' }, b: text, a: text })),
      { ...tool({ type: 'object', title: 'Add' }), name: 'add' },
    ];
    const snapshot = formatSnapshot(server);
    expect(snapshot).not.toMatch(/"Text"|"Add"/);
    expect(snapshot.indexOf('"add"')).toBeLessThan(snapshot.indexOf('"search"'));
    expect(snapshot.indexOf('"a"')).toBeLessThan(snapshot.indexOf('"b"'));
    expect(formatSnapshot([...server].reverse())).toBe(snapshot);
    expect(compareTools(parseSnapshot(JSON.parse(snapshot)) ?? [], server)).toEqual([]);
  });

  it.each<[string, { readonly [name: string]: Json }]>([
    ['comments in alternatives', { anyOf: [{ type: 'string', $comment: 'x' }, number] }],
    ['comments in a keyword without a rule', { allOf: [{ $comment: 'x', description: 'y' }] }],
    ...['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas', 'dependencies'].map(
      (key): [string, { readonly [name: string]: Json }] => [
        `names in ${key} that are keywords`,
        { oneOf: [{ [key]: { title: true, description: text, $comment: { title: 'T' }, enum: {} } }] },
      ],
    ),
    ...['const', 'default'].map((key): [string, { readonly [name: string]: Json }] => [
      `${key} with keys such as \`title\``,
      { anyOf: [{ [key]: { title: 'a', nested: [{ description: 'b', $comment: 'c' }] } }] },
    ]),
    ...['enum', 'examples'].map((key): [string, { readonly [name: string]: Json }] => [
      `${key} with keys such as \`title\``,
      { anyOf: [{ [key]: [{ title: 'a', nested: [{ description: 'b', $comment: 'c' }] }] }] },
    ]),
  ])('of an unchanged tool shows no difference: %s', (_, schema) => {
    const server = [tool(input({ f: schema }), { outputSchema: schema })];
    const snapshot = formatSnapshot(server);
    expect(compareTools(parseSnapshot(JSON.parse(snapshot)) ?? [], server)).toEqual([]);
    expect(formatSnapshot(parseSnapshot(JSON.parse(snapshot)) ?? [])).toBe(snapshot);
  });

  it('has values as they are', () => {
    const value = { title: 'a', description: 'b', $comment: 'c' };
    const schema = { const: value, default: value, enum: [value], examples: [value] };
    const snapshot = formatSnapshot([tool(schema)]);
    expect(JSON.parse(snapshot).tools[0].inputSchema).toEqual(schema);
  });

  it.each([[undefined], ['x'], [{}], [{ tools: [{}] }], [[1]]])('cannot be read from %j', (json) => {
    expect(parseSnapshot(json)).toBeUndefined();
  });
});
