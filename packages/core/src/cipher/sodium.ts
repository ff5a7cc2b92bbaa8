import sodium from "libsodium-wrappers";

// Its WebAssembly is compiled once, before any module of the cipher runs.
await sodium.ready;

export { sodium };
