// Data that are packed into a page (inline_parts.py), in plain again.

async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return JSON.parse(
    await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text(),
  );
}
