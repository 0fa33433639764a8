import { chmodSync, copyFileSync } from 'node:fs';
import { engineFile } from './engine.js';

// The ending .mjs makes it a module wherever it is put, without a package.json beside it.
copyFileSync('build/engine/index.js', engineFile);
chmodSync(engineFile, 0o755);
