import { meanOrNull } from '../metrics/rankMetrics';
import type { Geometry } from './scoreGeometry';

/**
 * A number for each measure of the geometry; those of language pairs are plain means over the pairs. Ranges stand with
 * the measures (`Geometry`); null where there was too little to measure.
 */
export function geometryMeans({
  cka,
  alignment,
  centroidDistance,
  silhouette,
  isotropy,
  uniformity,
}: Geometry) {
  return {
    cka: meanOrNull(Object.values(cka)),
    alignment,
    centroidDistance: meanOrNull(Object.values(centroidDistance)),
    'silhouette language': silhouette.language,
    'silhouette domain': silhouette.domain,
    isotropy,
    uniformity,
  };
}
export type GeometryMeasure = keyof ReturnType<typeof geometryMeans>;
