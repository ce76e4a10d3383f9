import type { Module } from '../../module.ts'
import { routes } from './routes.ts'

export const providersModule: Module = { name: 'providers', routes }
