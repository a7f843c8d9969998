/** The kinds of image files that can be read, and how their files may be named. */
export const imageFormats: Record<string, readonly string[]> = {
  jpeg: ['.jpg', '.jpeg', '.jfif'], png: ['.png'], webp: ['.webp'], tiff: ['.tif', '.tiff'], gif: ['.gif'], bmp: ['.bmp', '.dib'],
}
export const imageExtensions = new Set(Object.values(imageFormats).flat())
