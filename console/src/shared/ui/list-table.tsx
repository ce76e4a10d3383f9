import { Table } from 'antd'
import type { TableProps } from 'antd'
import type { ReactNode } from 'react'
import type { ApiError } from '@linggong/shared'
import { ErrorState } from './error-state'

interface ListQuery<Row> {
  data: { rows: Row[]; total?: number } | undefined
  error: ApiError | null
  isFetching: boolean
  refetch: () => unknown
}

/**
 * The table of a list page: skeleton rows, error with retry, an empty text, a totals line, pages when the
 * endpoint has pages. A click on a row opens it.
 */
export function ListTable<Row extends { id: string }>({
  query,
  columns,
  empty,
  unit = '条',
  page,
  pageSize = 20,
  onPage,
  onOpen,
  rowKey = 'id',
  ...rest
}: {
  query: ListQuery<Row>
  columns: NonNullable<TableProps<Row>['columns']>
  empty: ReactNode
  /** Counting word of the totals line. */
  unit?: string
  page?: number
  pageSize?: number
  onPage?: (page: number) => void
  onOpen?: (row: Row) => void
} & Omit<TableProps<Row>, 'columns' | 'dataSource' | 'loading' | 'pagination'>) {
  const { data, error } = query
  if (!data && error) return <ErrorState error={error} onRetry={() => void query.refetch()} />
  const total = data?.total ?? data?.rows.length ?? 0
  return (
    <Table<Row>
      size="middle"
      rowKey={rowKey}
      columns={columns}
      dataSource={data?.rows ?? []}
      loading={!data && query.isFetching}
      tableLayout="fixed"
      locale={{ emptyText: data ? empty : <div className="table-wait" /> }}
      pagination={
        onPage && total > pageSize
          ? {
              current: page ?? 1,
              pageSize,
              total,
              showSizeChanger: false,
              showTotal: (all) => `共 ${all} ${unit}`,
              onChange: onPage,
            }
          : false
      }
      footer={total > 0 && !(onPage && total > pageSize) ? () => `共 ${total} ${unit}` : undefined}
      {...(onOpen
        ? {
            onRow: (row: Row) => ({
              onClick: (event: React.MouseEvent) => {
                if ((event.target as HTMLElement).closest('button, a, input, .ant-dropdown')) return
                onOpen(row)
              },
              className: 'row--opens',
            }),
          }
        : {})}
      {...rest}
    />
  )
}
