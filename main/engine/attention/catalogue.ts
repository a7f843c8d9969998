/** All attention mechanisms, from the lists of the folders. Forms, pages, documents and tests are made from this. */
import { gateMechanisms } from './gate/index.ts'
import { mapMechanisms } from './map/index.ts'
import type { Mechanism } from './mechanism.ts'
import { scaleMechanisms } from './scales/index.ts'
import { textMechanisms } from './text/index.ts'
import { tokenMechanisms } from './token/index.ts'

export const mechanisms: readonly Mechanism[] = [...tokenMechanisms, ...mapMechanisms, ...gateMechanisms, ...scaleMechanisms, ...textMechanisms]

export const mechanismById = new Map(mechanisms.map((entry) => [entry.id, entry]))
