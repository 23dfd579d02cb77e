import fc from 'fast-check';

const keys = [
  ...['content', 'embeds', 'components', 'flags', 'nonce', 'enforce_nonce', 'allowed_mentions', 'parse', 'users'],
  ...['title', 'url', 'color', 'timestamp', 'author', 'image', 'fields', 'name', 'value', 'footer', 'text'],
  ...['type', 'style', 'label', 'custom_id', 'options', 'accessory', 'emoji', 'min_values', 'data', 'choices'],
  ...['description', 'default_member_permissions', 'attachments', 'id', '__proto__', 'constructor', 'toString'],
  ...['component', 'items', 'media', 'file', 'message', 'messages', 'username', 'topic', 'available_tags', 'length'],
];

/** JSON that looks like a body, as deep as a body goes, with values that do not belong there. */
export const anyBody: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(
      ...[null, true, '', 'x', 0, 1, 2, 3, 9, 10, 17, 18, 1.5, -1, 1 << 15, 2 ** 60, 1e300],
      ...['32', 'https://a.example', 'attachment://a.png', '1'.repeat(30)],
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
  ),
})).value;
