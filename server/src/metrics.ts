import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
  deadRows: Counter<'kind'>
  openRows: Gauge
}

/** Metrics of one server, for GET /metrics. `process` adds those of Node itself. */
export function createMetrics(options: { process: boolean }): Metrics {
  const registry = new Registry()
  if (options.process) collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of HTTP requests by route pattern',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
      registers: [registry],
    }),
    deadRows: new Counter({
      name: 'due_rows_dead_total',
      help: 'Due rows given up after their last attempt',
      labelNames: ['kind'],
      registers: [registry],
    }),
    openRows: new Gauge({
      name: 'due_rows_overdue',
      help: 'Due rows that should have run a minute ago',
      registers: [registry],
    }),
  }
}
