/** Everything the five articles got wrong, in their order. test/engine/articles.test.ts shows each fault of code in numbers. */
import type { ArticleFault } from '../../../preload/contract/article.ts'
import { classificationFaults } from './classification.ts'
import { cnnFaults } from './cnn.ts'
import { compatibilityFaults } from './compatibility.ts'
import { keyValueFaults } from './key-value.ts'
import { nonLocalFaults } from './non-local.ts'

export const articleFaults: ArticleFault[] = [...keyValueFaults, ...cnnFaults, ...nonLocalFaults, ...classificationFaults, ...compatibilityFaults]
