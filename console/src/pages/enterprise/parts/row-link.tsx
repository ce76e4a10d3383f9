import { Button } from 'antd'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { useFilters } from '@/shared/ui/use-filters'

/** The name of a row as a button that opens its details: what a click on the row does, for the keyboard too. */
export function RowLink({ id, text }: { id: string; text: string }) {
  const { open } = useFilters('id')
  return (
    <Button type="link" size="small" className="row-link" onClick={() => open(id)}>
      <Ellipsis text={text} />
    </Button>
  )
}
