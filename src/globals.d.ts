/** Filled in by the build: see `scripts/build-info.mjs`. */
declare const __ISOGLOT__: { version: string; commit: string };
