// The state of the page in the fragment of its address, which browsers send to nobody.

const toBase64 = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
const fromBase64 = (text) => {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

async function through(bytes, transform) {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A fragment that holds the state. */
export async function toFragment(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return `#1${toBase64(await through(bytes, new CompressionStream("deflate-raw")))}`;
}

/** The largest state that a link may unpack to: what a person would read, and no page that hangs. */
const MOST_CHARACTERS = 1_000_000;

/** The state that a fragment holds, or nothing if it holds none. */
export async function fromFragment(fragment) {
  if (!fragment.startsWith("#1")) return undefined;
  try {
    const bytes = await through(fromBase64(fragment.slice(2)), new DecompressionStream("deflate-raw"));
    const { text, platform, complete } = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof text !== "string" || text.length > MOST_CHARACTERS) return undefined;
    return { text, platform: String(platform), complete: complete === true };
  } catch {
    return undefined;
  }
}

/** Copies a text, which may still be in the making; says whether that was possible. */
export async function copy(text) {
  const written = Promise.resolve(text);
  try {
    // Safari allows it only at once after the click, and waits for what is to be written.
    const blob = written.then((text) => new Blob([text], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return true;
  } catch {
    await written;
    return false;
  }
}
