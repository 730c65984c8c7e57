/** Filled in by the build: see `scripts/build-info.mjs`. */
declare const __ISOGLOT__: { version: string; commit: string };

/** WebAssembly in base64: see `scripts/assembly-script.mjs`. */
declare module '*?assembly' {
  export const plain: string;
  export const relaxed: string;
  export const plainShared: string;
  export const relaxedShared: string;
}
