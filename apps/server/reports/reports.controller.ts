// Charts: what there are, one with its rows, the same as CSV, and the deals behind a value.

import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { periodPattern } from '#libs/language/period.js';
import { filterNames } from '#libs/reporting/charts/chart.js';
import { listings } from '#libs/reporting/listing.js';
import { pageSchema } from '../http/schemas.js';
import { singleValues } from '../http/single-values.js';
import { OfTheWholeCompany } from '../sight/limit-sight.service.js';
import { ChartsService } from './charts.service.js';
import { chartSchema, reportsSchema } from './reports-schema.js';

type Asked = Record<string, string | string[]>;

const day = { type: 'string', format: 'date' } as const;

function AskedOfChart(): MethodDecorator {
  const parameters = [
    ApiParam({ name: 'name', schema: { type: 'string' } }),
    ApiQuery({
      name: 'period',
      required: false,
      schema: { type: 'string', pattern: periodPattern },
      description: 'Instead of `from` and `to`; that of the chart when all are left out',
    }),
    ApiQuery({ name: 'from', required: false, schema: day, description: 'First day, in the zone of the workspace' }),
    ApiQuery({ name: 'to', required: false, schema: day, description: 'Last day; today when left out' }),
    ...filterNames.map((name) =>
      ApiQuery({ name, required: false, schema: { type: 'string' }, description: 'Where the chart has this filter' }),
    ),
  ];
  return (...target) => {
    for (const add of parameters) add(...target);
  };
}

@ApiTags('reports')
@Controller('api/reports')
@OfTheWholeCompany()
export class ReportsController {
  constructor(private readonly charts: ChartsService) {}

  @Get()
  @ApiOperation({
    summary: 'Dashboards of config/reports, and every chart: its question, what exactly it counts, its columns and filters.',
    operationId: 'reports',
  })
  @ApiOkResponse({ schema: reportsSchema })
  all() {
    return this.charts.all();
  }

  @Get('charts/:name')
  @ApiOperation({
    summary: 'A chart with its rows of this moment, those of a second period, and the SQL that defines it.',
    operationId: 'chart',
  })
  @AskedOfChart()
  @ApiQuery({
    name: 'compare',
    required: false,
    schema: { type: 'string', enum: ['before'] },
    description: 'The period before; or say which by `compare_from`',
  })
  @ApiQuery({ name: 'compare_from', required: false, schema: day, description: 'First day of a period to compare with' })
  @ApiQuery({ name: 'compare_to', required: false, schema: day, description: 'Its last day; as long as the first when left out' })
  @ApiOkResponse({ schema: chartSchema })
  one(@Param('name') name: string, @Query() query: Asked) {
    return this.charts.one(name, singleValues(query));
  }

  @Get('charts/:name/csv')
  @ApiOperation({ summary: 'The rows of a chart as CSV; money in whole minor units beside its currency.', operationId: 'chart_csv' })
  @AskedOfChart()
  @ApiProduces('text/csv')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment')
  csv(@Param('name') name: string, @Query() query: Asked): Promise<string> {
    return this.charts.csv(name, singleValues(query));
  }

  @Get('charts/:name/deals')
  @ApiOperation({
    summary: 'The deals behind one value of a chart, as GET /api/deals lists them.',
    description:
      'Beside the parameters of the chart, `is_COLUMN` for each column that its `drill.by` names, as the row has it (empty: null).',
    operationId: 'chart_deals',
  })
  @AskedOfChart()
  @ApiQuery({ name: 'of', required: true, schema: { type: 'string' }, description: 'Column of the value: one of the chart’s `drill.of`' })
  @ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 } })
  @ApiQuery({ name: 'cursor', required: false, schema: { type: 'string' }, description: '`next` of the page before' })
  @ApiOkResponse({ schema: pageSchema(listings.deals) })
  deals(@Param('name') name: string, @Query() query: Asked) {
    return this.charts.deals(name, singleValues(query));
  }
}
