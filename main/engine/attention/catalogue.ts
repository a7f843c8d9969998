/** All attention mechanisms, from the lists of the folders. Forms, pages, documents and tests are made from this. */
import { gateMechanisms } from './gate/index.ts'
import { mapMechanisms } from './map/index.ts'
import type { Mechanism } from './mechanism.ts'
import { tokenMechanisms } from './token/index.ts'

export const mechanisms: readonly Mechanism[] = [...tokenMechanisms, ...mapMechanisms, ...gateMechanisms]

export const mechanismById = new Map(mechanisms.map((entry) => [entry.id, entry]))
