/**
 * A code in groups of four. The dots between are drawn by the style sheet, so a copied code is the code.
 * GS1 keys (`/01/…`) have a grouping of their own and stay whole.
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
  return code.startsWith('/') ? [code] : (code.match(/.{1,4}/gu) ?? []);
}
