/** What tsc cannot see and what has bitten before; layout and taste are left to the writer. */
import vue from 'eslint-plugin-vue'
import { defineConfig, globalIgnores } from 'eslint/config'
import ts from 'typescript-eslint'

const parserOptions = { parser: ts.parser, projectService: true, extraFileExtensions: ['.vue'] }

export default defineConfig(
  globalIgnores(['node_modules', 'out', 'dist', 'test/fixtures', 'test-results']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [ts.configs.base],
    languageOptions: { parserOptions },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false, properties: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-debugger': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-self-compare': 'error',
      'no-unreachable-loop': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    extends: [vue.configs['flat/essential']],
    languageOptions: { parserOptions },
    rules: { 'vue/no-v-html': 'error', 'vue/multi-word-component-names': 'off', 'vue/require-explicit-emits': 'error', 'vue/no-unused-refs': 'error' },
  },
  /** A terminal program prints; so does the one that runs the tests. */
  { files: ['main/cli.ts', 'test/run.ts', 'test/exactness/run.ts', 'test/bench/**'], rules: { 'no-console': 'off' } },
)
