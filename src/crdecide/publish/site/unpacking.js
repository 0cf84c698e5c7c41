// Data that are packed into a page (inline_parts.py), in plain again.

async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const stream = new DecompressionStream("deflate"),
    into = stream.writable.getWriter();
  // Written by hand: a Blob would be read by way of another process of the browser.
  into.write(bytes);
  into.close();
  return JSON.parse(await new Response(stream.readable).text());
}
