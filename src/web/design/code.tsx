/**
 * A code in groups of four. The dots between are drawn by the style sheet, so a copied code is the code.
 * GS1 keys (`/01/…`), addresses and whatever else was scanned stay whole.
 */
export function Code({ text }: { readonly text: string }) {
  return (
    <span class="code">
      {groupsOf(text).map((group) => (
        <span>{group}</span>
      ))}
    </span>
  );
}

function groupsOf(code: string): readonly string[] {
  return /^(?:\w{12}|\w{16})$/.test(code) ? (code.match(/.{4}/g) ?? []) : [code];
}
