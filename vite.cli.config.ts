import { defineConfig } from 'vite';
import { nodeBundle } from './scripts/node-bundle-config.mjs';

export default defineConfig(nodeBundle('src/cli/main.ts', 'dist-cli', 'isoglot'));
