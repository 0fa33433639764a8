import { stringify } from 'yaml';
import { product } from '../../src/schema/constants.js';
import { inputNamesOn, inputRow } from '../../src/schema/inputs.js';
import { outputTable } from '../../src/schema/outputs.js';

/**
 * action.yml. Inputs carry no `default:`, because the runner would then set every input, and an environment variable
 * of the same meaning could never count; the engine knows the defaults, the description names them.
 */
export function actionYml(): string {
  const inputs = inputNamesOn('github').map((name) => {
    const row = inputRow(name);
    const byDefault = row.default === undefined ? '' : ` Default: \`${row.default}\`.`;
    return [name, { description: row.help + byDefault, required: false }];
  });
  const outputs = Object.entries(outputTable).map(([name, description]) => [name, { description }]);
  const action = {
    name: product.title,
    description: product.description,
    author: 'NimbleBrain',
    branding: { icon: 'upload-cloud', color: 'blue' },
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs),
    runs: {
      using: 'node24',
      main: 'dist/main/index.js',
      post: 'dist/post/index.js',
      'post-if': 'always()',
    },
  };
  return `# Generated from src/schema by \`npm run build\`. Do not edit.\n${stringify(action, { lineWidth: 0 })}`;
}
