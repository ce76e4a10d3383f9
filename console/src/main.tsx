import { createRoot } from 'react-dom/client'
import { ConsoleApp } from './app/console-app'
import './app/styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('#root is missing')
createRoot(root).render(<ConsoleApp />)
